import { StoreBusy } from '../ports/store-errors.ts';

/** Does what a later reader would do as well: the request it rides on must not fail for it. */
export async function unlessBusy(courtesy: () => Promise<void>): Promise<void> {
  try {
    await courtesy();
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
  }
}
