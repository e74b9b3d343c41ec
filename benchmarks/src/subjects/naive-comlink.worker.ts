import { workerData, type MessagePort } from 'node:worker_threads'
import { expose } from 'comlink'

const echoAgent = {
  answer: (text: string): string => text,
}

export type EchoAgent = typeof echoAgent

expose(echoAgent, workerData as MessagePort)
