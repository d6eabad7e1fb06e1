import { parser } from '@lezer/cpp';
import { anyOf, asFile, type Grammar } from '../grammar.ts';
import { unknownToCpp } from './cpp.ts';

export const c: Grammar = {
  // C++ reads C, but for what follows.
  readings: [asFile(parser)],
  unknown: anyOf(
    unknownToCpp,
    // Names in C that are words of C++.
    /\b(?:class|new|delete|this|template|namespace|private|public|protected|try|catch|throw|operator|virtual|friend)\b/,
    /\b(?:using|typename|explicit|export|import|module|concept|requires|and|or|not|xor)\b/,
    // int f(a, b) int a; char b; { … }
    /\)\s{0,9}(?:int|char|long|short|unsigned|signed|float|double|struct)\b/,
    // int a[static 10]
    /\[\s{0,9}(?:static|restrict|const|volatile|\*)/,
    /\btypeof\b|\brestrict\b/,
  ),
};
