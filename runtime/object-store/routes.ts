import { Failure } from './failure.ts';
import { copyObject } from './operations/copy-object.ts';
import { deleteObject, deleteObjects } from './operations/delete-objects.ts';
import { getObject } from './operations/get-object.ts';
import { listObjects } from './operations/list-objects.ts';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './operations/multipart.ts';
import { putObject } from './operations/store-object.ts';
import { deleteTags, getTags, putTags } from './operations/tagging.ts';
import type { StoreRequest } from './request.ts';
import type { Operation } from './store.ts';

/**
 * Parameters that make a request another operation, of which those that are not below are not implemented. They would
 * otherwise be taken for an operation on the object itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const subresources = [
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
];

/** By method, what is addressed, and the subresource. */
const operations: Readonly<Record<string, Operation>> = {
  'HEAD bucket': async () => ({ status: 200 }),
  'GET bucket': listObjects,
  'POST bucket delete': deleteObjects,
  'GET object': getObject,
  'HEAD object': getObject,
  'PUT object': async (store, call) =>
    call.request.headers['x-amz-copy-source'] === undefined
      ? await putObject(store, call)
      : await copyObject(store, call),
  'DELETE object': deleteObject,
  'GET object tagging': getTags,
  'PUT object tagging': putTags,
  'DELETE object tagging': deleteTags,
  'POST object uploads': createUpload,
  'PUT object uploadId': uploadPart,
  'GET object uploadId': listParts,
  'POST object uploadId': completeUpload,
  'DELETE object uploadId': abortUpload,
};

/** The operation that a request asks for. @throws {Failure} where the store has none. */
export const route = ({ method, key, query }: StoreRequest): Operation => {
  const asked = query.map(([name]) => name).filter((name) => subresources.includes(name));
  if (asked.length > 1)
    throw new Failure('InvalidArgument', `Conflicting query string parameters: ${asked.join(', ')}`);
  const name = [method, key === '' ? 'bucket' : 'object', ...asked].join(' ');
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation !== undefined) return operation;
  throw new Failure(asked.length > 0 || key === '' ? 'NotImplemented' : 'MethodNotAllowed');
};
