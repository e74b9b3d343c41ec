export const exitCodes = {
  /** It was told to stop, and did so in order. */
  stopped: 0,
  /** Its operator has to change something before it can start: EX_CONFIG of sysexits.h. Not worth a restart. */
  operatorError: 78,
}
