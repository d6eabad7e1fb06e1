/**
 * What Amplify has for those who sign in with IAM, or are configured from a file. The page does neither: it has access
 * tokens, and is told its endpoint.
 */
const unreached = (what: string): never => {
  throw new Error(`unable to ${what}; the page is built without it (tools/page/unreached.ts)`);
};

export class Sha256 {
  update(): never {
    return unreached('sign a request');
  }

  digestSync(): never {
    return unreached('sign a request');
  }
}

export const parseAWSExports = (): never => unreached('read aws-exports.js');
export const parseAmplifyOutputs = (): never => unreached('read amplify_outputs.json');
export const parseAnalytics = parseAmplifyOutputs;
export const isAmplifyOutputs = (): boolean => false;
