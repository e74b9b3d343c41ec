/** A course of one skill and two items, as a teacher writes it; the second item can be changed to see what is said of it. */
export function courseText(second = '{ id: two, ask: 30 + 3, answer: 33, solution: It is 33. }', id = 'sums'): string {
  return `format: 1
id: ${id}
title: Sums in the head
description: For those who like to do without a calculator.
skills:
  - id: adding
    title: Adding
    explanation: Tens first, then ones.
    examples: [{ task: 21 + 14, steps: [20 + 10 = 30, 1 + 4 = 5, So it is 35.] }]
    hints: { question: Which are the tens?, pointer: The example., rule: Tens first., first_step: Add the tens. }
    items:
      - { id: one, ask: 20 + 15, answer: 35, solution: It is 35. }
      - ${second}
`
}
