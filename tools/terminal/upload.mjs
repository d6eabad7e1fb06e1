/**
 * `node tools/terminal/upload.mjs <file> '<UploadTicket.post as JSON>'`: posts the file as that form has it.
 * `node tools/terminal/upload.mjs <file> <url> <part> <partSize>`: puts one part of it, from 1, to its address.
 * Exit code 1 where the store refuses; what it says goes to stderr.
 */
import { openAsBlob } from 'node:fs';

const [path, target, part, partSize] = process.argv.slice(2);

try {
  if (path === undefined || target === undefined) {
    throw new Error(
      "unable to upload; the form is: node tools/terminal/upload.mjs <file> '<form>' | <url> <part> <size>",
    );
  }
  const file = await openAsBlob(path);
  const answer = await (part === undefined ? post(JSON.parse(target), file) : put(target, file));
  if (!answer.ok) throw new Error(`unable to upload; the store answered ${answer.status} ${await answer.text()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function post({ url, fields }, file) {
  const form = new globalThis.FormData();
  for (const { name, value } of fields) form.append(name, value);
  form.append('file', file);
  return fetch(url, { method: 'POST', body: form });
}

function put(url, file) {
  const start = (Number(part) - 1) * Number(partSize);
  return fetch(url, { method: 'PUT', body: file.slice(start, start + Number(partSize)) });
}
