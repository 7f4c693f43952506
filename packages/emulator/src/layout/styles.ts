/** The styles of every page the emulator serves, for light and dark color schemes. */
export const styles = `
:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3b414b); --accent: light-dark(#3454d1, #8ea6ff); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f3f4f7, #15181d); color: light-dark(#1b1f27, #eceef2); }
main { width: min(100%, 25rem); padding: 2rem; border: 1px solid var(--line); border-radius: 12px;
  background: light-dark(#fff, #1d2127); }
h1 { margin: 0 0 1.25rem; font-size: 1.375rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .75rem; font-size: 1rem; }
p, ul { margin: 0 0 1rem; }
ul { padding: 0; list-style: none; display: grid; gap: .5rem; }
form { margin: 0 0 1rem; display: grid; gap: .875rem; }
label { display: grid; gap: .25rem; font-weight: 600; font-size: .875rem; }
input { width: 100%; padding: .625rem .75rem; font: inherit; font-weight: 400; font-size: 1rem; color: inherit;
  background: light-dark(#fff, #15181d); border: 1px solid light-dark(#8b93a1, #6b7380); border-radius: 8px; }
button { padding: .625rem .875rem; font: inherit; font-weight: 600; cursor: pointer; border-radius: 8px;
  border: 1px solid var(--accent); background: var(--accent); color: light-dark(#fff, #10131a); }
button.plain { background: none; color: inherit; border-color: var(--line); text-align: start; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
hr { width: 100%; margin: .5rem 0 1.25rem; border: 0; border-top: 1px solid var(--line); }
small { display: block; font-weight: 400; color: light-dark(#565e6b, #a7afbb); }
.app { margin: 0 0 .25rem; font-size: .875rem; color: light-dark(#565e6b, #a7afbb); }
.error { padding: .625rem .75rem; border-radius: 8px; color: light-dark(#8c1d18, #ffb4ab);
  background: light-dark(#fdecea, #3b1a18); }
`
