/** WebSocket close codes the server uses (RFC 6455 section 7.4.1 and the IANA registry). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  policyViolation: 1008,
  messageTooBig: 1009,
  internalError: 1011,
  tryAgainLater: 1013,
} as const
