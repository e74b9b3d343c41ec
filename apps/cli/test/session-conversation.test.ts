import { openModel } from '@tutor/models'
import { MemoryStore } from '@tutor/storage'
import { SessionConversation } from '../src/session-conversation.ts'
import { conversationContract } from './conversation.contract.ts'

conversationContract(async (listener) => {
  const model = await openModel({ kind: 'embedded' })
  const fault = (error: unknown) => {
    throw error
  }
  return SessionConversation.open({ clientId: 'anna', model, agent: 'tutor', fault, store: new MemoryStore() }, listener)
})
