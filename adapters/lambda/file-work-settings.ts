import { WrongSetting, type Environment } from './settings.ts';

export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

export type Scanner =
  | { readonly kind: 'guardduty' }
  | { readonly kind: 'clamd'; readonly address: ClamdAddress }
  /** Knows the test file alone. */
  | { readonly kind: 'signatures' };

/**
 * `VIRUS_SCAN`: `guardduty`, `clamd` at `CLAMD_ADDRESS`, or `signatures`. There is no default: a deployment that scans with
 * nothing must say so.
 * @throws {WrongSetting}
 */
export function readFileWorkSettings(environment: Environment): Scanner {
  const kind = environment['VIRUS_SCAN'];
  switch (kind) {
    case 'guardduty':
    case 'signatures':
      return { kind };
    case 'clamd': {
      const text = environment['CLAMD_ADDRESS'];
      const address = parseClamdAddress(text ?? '');
      if (address === undefined) throw new WrongSetting('CLAMD_ADDRESS', text, 'host:port');
      return { kind, address };
    }
    default:
      throw new WrongSetting('VIRUS_SCAN', kind, 'guardduty, clamd or signatures');
  }
}

/** `host:port`, where an IPv6 address stands in brackets; `undefined` for anything else. */
export function parseClamdAddress(text: string): ClamdAddress | undefined {
  const [, host, digits] = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port };
}
