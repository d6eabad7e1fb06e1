import type * as Schema from '../../../generated/schema.ts';
import { field, flag, list, nullable, number, text, type Decoder } from '../decode.ts';
import { attachment } from '../message.ts';
import { mutation, query } from './operation.ts';

const formField: Decoder<Schema.UploadField> = (value, path) => ({
  name: field(value, 'name', path, text),
  value: field(value, 'value', path, text),
});

const ticket: Decoder<Schema.UploadTicket> = (value, path) => ({
  fileId: field(value, 'fileId', path, text),
  expiresAt: field(value, 'expiresAt', path, text),
  post: field(
    value,
    'post',
    path,
    nullable((post, at) => ({
      url: field(post, 'url', at, text),
      fields: field(post, 'fields', at, list(formField)),
    })),
  ),
  multipart: field(
    value,
    'multipart',
    path,
    nullable((parts, at) => ({
      partSize: field(parts, 'partSize', at, number),
      partCount: field(parts, 'partCount', at, number),
    })),
  ),
});

const part: Decoder<Schema.UploadPart> = (value, path) => ({
  number: field(value, 'number', path, number),
  url: field(value, 'url', path, text),
  expiresAt: field(value, 'expiresAt', path, text),
});

const timedUrl: Decoder<Schema.FileUrl> = (value, path) => ({
  url: field(value, 'url', path, text),
  expiresAt: field(value, 'expiresAt', path, text),
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
