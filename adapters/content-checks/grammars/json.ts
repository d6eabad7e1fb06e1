import { parser } from '@lezer/json';
import { asFile, type Grammar } from '../grammar.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The grammar is that of RFC 8259, but gives up where values nest thousands deep. */
export const json: Grammar = { readings: [asFile(parser)], isValid: isJson };
