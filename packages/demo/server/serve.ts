import { announce } from './announce.ts'
import { explainPorts, type Ports, portsFrom } from './ports.ts'
import { startDemo } from './start-demo.ts'
import { stopOnSignal } from './stop-on-signal.ts'

let ports: Ports | undefined
try {
  ports = portsFrom(process.env)
  const demo = await startDemo({ ports })
  stopOnSignal(demo.close)
  announce({ ...demo, emulatorUrl: demo.emulator.baseUrl })
} catch (error) {
  explainPorts(error, ports)
}
