import type { Inspected, InspectedObject, MediaInspection } from '../../application/ports/media-inspection.ts';
import { bytesOf } from './bytes.ts';
import { formatOf, inspectPicture } from './pictures.ts';
import { beginsAsSaid, headLength, isMarked } from './sniff.ts';
import { wrongWithText } from './text.ts';

/** Looks into files in this process, at one picture at a time: each is held whole, as it came and decoded. */
export class LocalMediaInspection implements MediaInspection {
  #picture: Promise<unknown> = Promise.resolve();

  async inspect(object: InspectedObject): Promise<Inspected> {
    const head = await bytesOf(object, 0, headLength);
    if (!isMarked(object.mediaType)) {
      const reason = await wrongWithText(object, head);
      return reason === undefined ? asItIs : { kind: 'refused', reason };
    }
    if (!(await beginsAsSaid(object, head))) return { kind: 'refused', reason: 'TYPE' };
    const format = formatOf(object.mediaType);
    return format === undefined ? asItIs : this.#inTurn(() => inspectPicture(object, format));
  }

  #inTurn(look: () => Promise<Inspected>): Promise<Inspected> {
    const turn = this.#picture.then(look);
    this.#picture = turn.catch(() => undefined);
    return turn;
  }
}

const asItIs: Inspected = { kind: 'fine', width: null, height: null, remade: null, thumbnail: null };
