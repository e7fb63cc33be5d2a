import assert from 'node:assert/strict';
import { parseProperties } from '../../src/core/config/notations/properties';

function pairs(text: string): [string, string][] {
  return parseProperties(text).map(({ key, value }) => [key, value]);
}

describe('properties', () => {
  it('ends a key at the first =, : or white space', () => {
    assert.deepEqual(pairs('a=1\nb:2\nc 3\nd = 4\ne : 5\nf\t=\t6\ng=h=i\nj\n'), [
      ['a', '1'], ['b', '2'], ['c', '3'], ['d', '4'], ['e', '5'], ['f', '6'], ['g', 'h=i'], ['j', ''],
    ]);
  });

  it('knows comments at the start of a line only', () => {
    assert.deepEqual(pairs('# x=1\n  ! y=2\nmin.insync.replicas=1 # dev\n'), [['min.insync.replicas', '1 # dev']]);
  });

  it('goes on after a backslash, and takes escapes', () => {
    assert.deepEqual(pairs('a=1,\\\n   2,\\\r\n   3\nb\\:c\\ d=e\\u0041\\t\\\\\n# no \\\nf=g\n'), [
      ['a', '1,2,3'], ['b:c d', 'eA\t\\'], ['f', 'g'],
    ]);
  });

  it('reads CRLF, a byte order mark and a last line without an end', () => {
    assert.deepEqual(pairs('\uFEFFacks=1\r\n\r\nretries = 0  '), [['acks', '1'], ['retries', '0']]);
  });

  it('gives places in the original text', () => {
    const text = '\uFEFF# x\r\n  acks : \\\n   1\r\n';
    const [entry] = parseProperties(text);
    assert.equal(text.slice(entry.keySpan.start, entry.keySpan.end), 'acks');
    assert.equal(text.slice(entry.valueSpan.start, entry.valueSpan.end), '\\\n   1');
    assert.equal(entry.value, '1');
  });

  it('counts the documents of Spring Boot', () => {
    const documents = parseProperties('a=1\n#---\nb=2\n!---  \nc=3\n# --- no\nd=4\n').map(({ document }) => document);
    assert.deepEqual(documents, [0, 1, 2, 2]);
  });

  it('reads a part of a text', () => {
    const text = 'data: |\n    a=1\n    b=2\nnot=this\n';
    assert.deepEqual(parseProperties(text, { start: 8, end: text.indexOf('not') }).map(entry => entry.key), ['a', 'b']);
  });
});
