import type * as Schema from '../../../generated/schema.ts';
import { fields, flag, list, nullable, number, text } from '../decode.ts';
import type { Decoder } from '../decode.ts';
import { attachment } from '../message.ts';
import { mutation, query } from './operation.ts';

const formField: Decoder<Schema.UploadField> = /* @__PURE__ */ fields({
  name: text,
  value: text,
});

const ticket: Decoder<Schema.UploadTicket> = /* @__PURE__ */ fields({
  fileId: text,
  expiresAt: text,
  post: nullable(fields({ url: text, fields: list(formField) })),
  multipart: nullable(fields({ partSize: number, partCount: number })),
});

const part: Decoder<Schema.UploadPart> = /* @__PURE__ */ fields({
  number,
  url: text,
  expiresAt: text,
});

const timedUrl: Decoder<Schema.FileUrl> = /* @__PURE__ */ fields({
  url: text,
  expiresAt: text,
});

export const requestUpload = mutation<Schema.MutationRequestUploadArgs>('requestUpload', {
  input: 'RequestUploadInput!',
})({
  selection: 'fileId expiresAt post { url fields { name value } } multipart { partSize partCount }',
  decode: ticket,
});

export const uploadParts = query<Schema.QueryUploadPartsArgs>('uploadParts', { fileId: 'ID!', parts: '[Int!]!' })({
  selection: 'number url expiresAt',
  decode: list(part),
});

export const uploadedParts = query<Schema.QueryUploadedPartsArgs>('uploadedParts', { fileId: 'ID!' })({
  decode: list(number),
});

export const completeUpload = mutation<Schema.MutationCompleteUploadArgs>('completeUpload', { fileId: 'ID!' })({
  selection: 'fileId name mediaType size width height durationMs alt state',
  decode: attachment,
});

export const cancelUpload = mutation<Schema.MutationCancelUploadArgs>('cancelUpload', { fileId: 'ID!' })({
  decode: flag,
});

export const fileUrl = query<Schema.QueryFileUrlArgs>('fileUrl', { fileId: 'ID!', variant: 'FileVariant' })({
  selection: 'url expiresAt',
  decode: timedUrl,
});
