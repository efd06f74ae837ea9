/** What is sent of a way's fields: secrets stay unless they are typed anew or dropped. */
import { expect, test } from 'vitest'
import { told } from './Told'

const fields = [{ name: 'url', secret: false, required: true }, { name: 'user', secret: false, required: false }, { name: 'password', secret: true, required: false }]
const server = { url: 'smtp://mail.example.com', user: 'ana' }

test('a password that is not typed stays, one that is typed replaces it', () => {
  expect(told(fields, server, [])).toEqual(server)
  expect(told(fields, { ...server, password: '' }, [])).toEqual(server)
  expect(told(fields, { ...server, password: 'new' }, [])).toEqual({ ...server, password: 'new' })
})

test('a password that is dropped is sent empty, and takes the user along', () => {
  expect(told(fields, { ...server, password: 'typed before' }, ['password'])).toEqual({ url: server.url, user: '', password: '' })
})
