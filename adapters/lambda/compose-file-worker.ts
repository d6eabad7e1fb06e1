import { LocalMediaInspection } from '../inspection/media-inspection.ts';
import { composeLiveDelivery } from './compose.ts';
import { composeFileWork, composeFileWorkFunction, type FileWorkFunction } from './compose-files.ts';
import { reportFile, reportUndelivered } from './report.ts';
import type { Environment } from './settings.ts';

/** The one function that carries what decodes pictures. @throws {WrongSetting} */
export function composeFileWorker(environment: Environment): FileWorkFunction {
  const live = composeLiveDelivery(environment, reportUndelivered);
  const work = composeFileWork(environment, live, new LocalMediaInspection(), reportFile);
  return composeFileWorkFunction(environment, work);
}
