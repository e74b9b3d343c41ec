/** Ends a gate's process: prints each problem and fails where there is one. */
export function conclude(problems: readonly string[]): void {
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
}
