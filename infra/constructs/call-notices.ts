import { Duration } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Agora } from './agora.ts';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/**
 * The Lambda that hears from Agora how recordings are, at an address of its own that anyone may call: whatever is not signed by
 * Agora is answered as if there were nothing. Apart from the one that answers people, so that no flood there keeps them waiting.
 */
export class CallNotices extends ServiceFunction {
  /** `https://…`: for Agora's console. */
  readonly url: string;

  constructor(scope: Construct, id: string, options: ServiceOptions & { readonly agora: Agora }) {
    const { agora, ...service } = options;
    super(scope, id, {
      ...service,
      description: 'Hears from Agora how recordings of calls are',
      entry: 'adapters/lambda/agora-webhook.ts',
      // Agora waits ten seconds.
      timeout: Duration.seconds(10),
      grants: tableGrants.CallNotices,
    });
    agora.runsCalls(this);
    agora.hearsNotices(this);
    // Agora has no identity of AWS: the signature of each notice is what it is believed by.
    this.url = this.handler.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  }
}
