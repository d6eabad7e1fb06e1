/** A scenario that the simulator cannot keep. */
export interface Difference {
  readonly why: string;
  /** What the scenario breaks with. */
  readonly breaksWith: RegExp;
}

/**
 * By the scenario's name. The suite expects each of them to break on the simulator, so that a difference that is gone, or
 * a scenario that is renamed, does not stay in this list.
 */
export const differences: Readonly<Record<string, Difference>> = {
  'a document that does not parse is answered with an error and no data': {
    why: 'it answers {"errorMessage": …} with neither data nor errors',
    breaksWith: /the simulator said 200 {"errorMessage":"Syntax Error/,
  },
};
