/**
 * What the first event makes and the environment keeps while it stays warm. Where it cannot be made, that is the event's error,
 * and the next event tries anew.
 */
export function keptWarm<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((cause: unknown) => {
      made = undefined;
      throw cause;
    });
    return made;
  };
}
