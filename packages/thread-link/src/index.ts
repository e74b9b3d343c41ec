export { LinkClosedError } from './link-closed-error.ts'
export { ThreadLink, type LinkHandler, type LinkOptions } from './thread-link.ts'
