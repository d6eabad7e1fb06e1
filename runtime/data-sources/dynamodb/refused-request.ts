/** A request that AppSync would not hand on to DynamoDB: the handler that wrote it is wrong. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  constructor(
    message: string,
    readonly type: string = 'MappingTemplate',
  ) {
    super(message);
  }
}
