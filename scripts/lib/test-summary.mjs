/**
 * What `npm test` says at its end, and whether it passed. The last line is `N passed, N failed`, with `, N skipped`
 * behind it when tests were skipped. A test skipped without a reason is a failure: nobody would ever miss it.
 *
 * @param {{ passed: number, failed: number, skipped: { name: string, reason: string }[], unexplained: string[] }} results
 * @returns {{ lines: string[], ok: boolean }}
 */
export function summarise({ passed, failed, skipped, unexplained }) {
  const failures = failed + unexplained.length;
  const counts = `${passed} passed, ${failures} failed`;
  return {
    lines: [
      ...skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`),
      ...unexplained.map((name) => `skipped without a reason, which counts as failed: ${name}`),
      ...(passed + failures === 0 ? ['no test ran'] : []),
      skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts,
    ],
    ok: failures === 0 && passed > 0,
  };
}
