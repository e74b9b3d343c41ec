import { expect, test } from 'vitest'
import { TicketTable } from '../src/identity/ticket-table.ts'

test('S2 a user who asks for ticket after ticket has the last 16, and takes none of another’s', () => {
  const tickets = new TicketTable(() => 0)
  const other = tickets.issue({ user: 'bob' })
  const mine = Array.from({ length: 20 }, () => tickets.issue({ user: 'anna' }))
  expect(tickets.size).toBe(17)
  expect(mine.map((ticket) => tickets.redeem(ticket) !== undefined)).toEqual(mine.map((_, index) => index >= 4))
  expect(tickets.redeem(other)).toEqual({ user: 'bob' })
  expect(tickets.size).toBe(0)
})

test('S2 tickets are bounded in all, and those that have expired make room', () => {
  let time = 0
  const tickets = new TicketTable(() => time)
  for (let user = 0; user < 100_000; user++) tickets.issue({ user: String(user) })
  expect(() => tickets.issue({ user: 'anna' })).toThrow(expect.objectContaining({ code: 'server_overloaded' }))
  time = 30_000
  expect(tickets.redeem(tickets.issue({ user: 'anna' }))).toEqual({ user: 'anna' })
  expect(tickets.size).toBe(0)
})
