import type { ComposedSchedule } from './compose-notices.ts';
import { composeDueNotifications } from './compose-notices.ts';

let schedule: ComposedSchedule | undefined;

/** The Lambda function that a rule calls each minute, for what was held back and is due. */
export async function handler(): Promise<void> {
  schedule ??= composeDueNotifications(process.env);
  await schedule.run();
}
