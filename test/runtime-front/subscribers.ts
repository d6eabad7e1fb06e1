import type { Client } from './client.ts';
import { ON_NOTE } from './notes-api.ts';
import type { SubscribeRule } from './notes-api.ts';
import type { Stage } from './stage.ts';

/** Somebody who listens to the notes of a session. */
export async function subscriber(stage: Stage, session: string, token?: string): Promise<Client> {
  const client = await stage.connect(token);
  await client.init();
  await client.subscribe(`on ${session}`, ON_NOTE, { s: session });
  return client;
}

/** A rule whose first answer waits until it is told to resume. */
export function pausedRule(rule: SubscribeRule) {
  let resume: () => void = () => undefined;
  let note: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    note = resolve;
  });
  const resumed = new Promise<void>((resolve) => {
    resume = resolve;
  });
  const paused: SubscribeRule = async (...call) => {
    note();
    await resumed;
    return rule(...call);
  };
  return { rule: paused, asked, resume: () => resume() };
}
