export type {
  AppOptions,
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocket,
  WebSocketBehavior,
} from 'uWebSockets.js'
export { loadUws, type Uws } from './load-uws.ts'
export { UwsUnavailableError } from './uws-unavailable-error.ts'
