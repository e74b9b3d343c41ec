import { expect, test } from 'vitest'
import { filesOf } from '../src/documents/dropped-files.ts'

const item = (name: string, isDirectory: boolean) => ({ getAsFile: () => new File(['x'], name), webkitGetAsEntry: () => ({ isDirectory }) })

test('WEB-3 a dropped folder is refused by its name, a text without a file is passed over', () => {
  const items = [item('notes.txt', false), item('lessons', true), { getAsFile: () => null, webkitGetAsEntry: () => null }]
  const { files, folders } = filesOf({ items: items as unknown as DataTransferItemList })
  expect([files.map(({ name }) => name), folders]).toEqual([['notes.txt'], ['lessons']])
})
