/** uWebSockets.js cannot run here. `cause` is what the loader said. */
export class UwsUnavailableError extends Error {
  override readonly name = 'UwsUnavailableError'

  constructor(cause: unknown) {
    super(`uWebSockets.js does not load on this host (${thisHost()}).\n${supportedHosts}\nThe loader said: ${reason(cause)}`, {
      cause,
    })
  }
}

const supportedHosts =
  'It needs Node 24 on Linux x64 or arm64 with glibc 2.36 or newer (Debian 12, Ubuntu 24.04 or later), on macOS, or on ' +
  'Windows x64. Alpine and other musl systems are not supported: use a container such as debian:13-slim there.'

function thisHost(): string {
  const { platform, arch, version } = process
  return `${platform} ${arch}, Node ${version}${platform === 'linux' ? `, ${libc()}` : ''}`
}

/** Node names the C library in its diagnostic report only, and no other than glibc. */
function libc(): string {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined ? 'no glibc' : `glibc ${header.glibcVersionRuntime}`
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
