import { describe, expect, it } from 'vitest';
import { bestOf, fitOf, matching } from './matching.ts';

const same = (name: string): string => name;

describe('Finding by a name', () => {
  it('narrows to those that hold every word, whatever the case and the accents', () => {
    const names = ['École du soir', 'Evening school', 'Old ecole notes'];
    expect(matching(names, 'ECOLE', same)).toEqual(['École du soir', 'Old ecole notes']);
    expect(matching(names, 'notes old', same)).toEqual(['Old ecole notes']);
    expect(matching(names, '  ', same)).toEqual(names);
  });

  it('fits letters that occur in this order, and only these', () => {
    expect(fitOf('stga', 'Study group: algorithms')).toBeDefined();
    expect(fitOf('gast', 'Study group: algorithms')).toBeUndefined();
  });

  it('puts what begins so before what holds it, and that before scattered letters', () => {
    const names = ['Slow tea', 'Best street', 'Study'];
    expect(bestOf(names, 'st', same)).toEqual(['Study', 'Best street', 'Slow tea']);
  });

  it('leaves the order alone where nothing is asked', () => {
    expect(bestOf(['b', 'a'], '', same)).toEqual(['b', 'a']);
  });
});
