import { readdirSync, readFileSync } from 'node:fs'

/**
 * CPU time a process and its descendants have used, in ns, all living threads. The scheduler's own nanosecond counters
 * are read: utime and stime of `/proc/<pid>/stat` count in steps of 10 ms, too coarse for a window at 1,000 messages/s.
 */
export function cpuNanoseconds(pid: number): number {
  let sum = 0
  for (const thread of listThreads(pid)) sum += Number(readProc(`${thread}/schedstat`).split(' ')[0] ?? 0)
  for (const child of childProcesses(pid)) sum += cpuNanoseconds(child)
  return sum
}

/** CPU time of each thread of one process, in ns, by thread id; that of the main thread is the process's. */
export function threadCpuNanoseconds(pid: number): ReadonlyMap<number, number> {
  return new Map(listThreads(pid).map((thread) => [Number(thread.slice(thread.lastIndexOf('/') + 1)), Number(readProc(`${thread}/schedstat`).split(' ')[0] ?? 0)]))
}

/** The pids of the processes that this one has started and that still run. */
export function childProcesses(pid: number): number[] {
  const lists = listThreads(pid).map((thread) => readProc(`${thread}/children`))
  return lists.flatMap((list) => list.split(' ').filter((child) => child.trim() !== '')).map(Number)
}

/** Resident memory of one process, in bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

/** Files and sockets that a process has open. */
export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

/** Threads of a process. */
export function threadCount(pid: number): number {
  return listThreads(pid).length
}

/** How many files this process, and any that it starts, may have open. */
export function openFilesLimit(): number {
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  return limit === 'unlimited' ? Infinity : Number(limit)
}

function listThreads(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
}

/** A thread may end between the listing and the reading; then it counts no more. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
