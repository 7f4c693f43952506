import { expect, test } from 'vitest'
import { endpointsOf, endpointsOfRows, normalized } from './protocol-rows.js'

test.each([
  ['| `GET /me` | – |', ['GET /me']],
  [
    '| `GET/POST /me/phone-numbers`, `GET …/{id}` | F |',
    ['GET /me/phone-numbers', 'POST /me/phone-numbers', 'GET /me/phone-numbers/{id}'],
  ],
  ['| `POST /a/{id}/read`, `/unread` | |', ['POST /a/{id}/read', 'POST /a/{id}/unread']],
  ['| `POST /a/{id}/b/{c}/add` \\| `/remove` | |', ['POST /a/{id}/b/{c}/add', 'POST /a/{id}/b/{c}/remove']],
  ['| `GET /a`; `POST /a` (F `name`) | |', ['GET /a', 'POST /a']],
  ['| `/sso/callback` (POST) | |', ['ANY /sso/callback']],
  ['| `…/scim/token*` | see |', []],
  ['| `email_otp` | `email` |', []],
])('reads %s', (row, endpoints) => {
  expect(endpointsOfRows([row])).toEqual(endpoints)
})

test('an ellipsis continues the last path that was written in full', () => {
  const rows = [
    '| `POST /a/{id}/update` |',
    '| `POST …/delete`, `POST …/leave` |',
    '| `GET …/b` |',
    '| `GET /c` |',
    '| `POST …/d` |',
  ]
  expect(endpointsOfRows(rows)).toEqual([
    'POST /a/{id}/update',
    'POST /a/{id}/delete',
    'POST /a/{id}/leave',
    'GET /a/{id}/b',
    'GET /c',
    'POST /c/d',
  ])
})

test('only the tables of the sections count', () => {
  const page = '\n## 1. A\n| `GET /a` |\n## 2. B\n| `GET /b` |\n`GET /x`\n## 3. C\n| `GET /c` |'
  expect(endpointsOf(page, '## 2.', '## 3.')).toEqual(['GET /b'])
})

test('names of what differs do not count', () => {
  expect(normalized('POST /a/{id}/b/:roleId')).toBe('POST /a/{}/b/{}')
})
