import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { aFilm } from '../builders/recording.ts';
import { RecordingService } from '../support/recording-service.ts';
import { onStage } from './stage.ts';

/**
 * Agora's media hosts are none of this machine's: the page is not let out to them, and says that it has no connection. What is
 * recorded is a film that stands in for theirs.
 */
const agoraHosts = /^(https|wss):\/\/[^/]*\.(agora\.io|sd-rtn\.com)/;
const ofMedia = /agora|sd-rtn|ERR_FAILED|Failed to fetch/i;

describe('Recording a call from the page', { timeout: 120_000 }, () => {
  let agora: RecordingService | undefined;
  const service = (): RecordingService => {
    if (agora === undefined) throw new Error('unable to record; the service was not started');
    return agora;
  };
  const stage = onStage({
    settings: async () => {
      agora = await RecordingService.open();
      return agora.settings;
    },
    tolerates: ofMedia,
  });
  afterAll(() => agora?.close());

  it('is told to all, agreed to by who stays and who comes, stopped, and fetched from the chat', async () => {
    const sessionId = await stage.sessionOf('ann', ['bob', 'cat'], { name: 'Recorded' });
    const [ann, bob, cat] = await Promise.all([
      stage.openAt('ann', sessionId),
      stage.openAt('bob', sessionId),
      stage.openAt('cat', sessionId),
    ]);
    for (const { context } of [ann, bob, cat]) await context.route(agoraHosts, (route) => route.abort());
    await ann.page.getByRole('button', { name: 'Audio call' }).click();
    await ann.page.getByRole('button', { name: 'Start call', exact: true }).click();
    await bob.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await ann.page.getByRole('button', { name: 'People in the call (2)' }).click();
    await ann.page.getByRole('button', { name: 'Record the call' }).click();

    const notice = bob.page.getByRole('alert').filter({ hasText: 'Ann is recording this call' });
    await notice.getByRole('button', { name: 'Stay' }).click();
    await notice.waitFor({ state: 'detached' });
    await bob.page.locator('.call-facts').getByText('Recording').waitFor();

    await cat.page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
    await cat.page.getByRole('button', { name: 'Join · 2' }).click();
    const check = cat.page.getByRole('dialog');
    await check.getByLabel('This call is being recorded. I agree to be recorded.').check();
    await check.getByRole('button', { name: 'Join', exact: true }).click();
    await ann.page.getByRole('button', { name: 'People in the call (3)' }).waitFor();

    service().server.uploadingStatus = 'backuped';
    await ann.page.getByRole('button', { name: 'Stop recording' }).click();
    await bob.page.locator('.call-facts').getByText('Recording').waitFor({ state: 'detached' });
    const [annByHand] = await stage.people('ann');
    await service().writes(stage.parley, annByHand, sessionId, 'film.mp4', aFilm);
    expect((await service().tells(stage.parley, service().uploaded('film.mp4'))).status).toBe(200);

    const told = bob.page.locator('.system[data-event="CALL_RECORDED"]');
    const fetched = bob.page.waitForEvent('download', { timeout: 40_000 });
    await told.getByRole('button', { name: 'Download the recording' }).click({ timeout: 40_000 });
    const download = await fetched;
    expect(download.suggestedFilename()).toMatch(/^recording-\d{4}-\d\d-\d\d-1\.mp4$/);
    expect((await readFile(await download.path())).equals(aFilm)).toBe(true);
  });
});
