import type { Repair, Repairs } from '../../../flow/language';
import type { Expr } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import type { Parse } from '../parse/parse';
import { append } from './append';
import { close } from './close';
import { moveAfter, remove } from './move';
import { rethrow } from './rethrow';
import { setArgument } from './set-argument';
import { createLocate, edit } from './site';
import { testFailure } from './test-failure';
import { wait } from './wait';
import { waitInside } from './wait-inside';

/** The repairs of Java code; each looks at the tree of the text that it changes. */
export function createRepairs(parse: Parse): Repairs {
  const locate = createLocate(parse);
  return {
    wait(unit, source, call, future) {
      const site = locate(source, call.span);
      return site && wait(unit, site, call, future);
    },
    waitInside,
    setArgument,
    append(_unit, source, func, statement) {
      const site = locate(source, func.bodySpan);
      return site && append(site, statement);
    },
    rethrow(_unit, source, _func, handler) {
      const site = locate(source, handler.keyword);
      return site && rethrow(site);
    },
    rethrowIn: () => undefined,
    dropLink: () => undefined,
    testFailure,
    moveAfter(unit, source, call, after) {
      const site = locate(source, call.span);
      return site && moveAfter(unit, site, call, after, locate);
    },
    remove(_unit, source, call) {
      const site = locate(source, call.span);
      return site && remove(site, call);
    },
    plusOne: (_unit, source, offset, form) => form === 'number' ? plusOne(source, offset) : undefined,
    close(unit, source, created) {
      const site = locate(source, created.span);
      return site && close(unit, site, created);
    },
  };
}

const bare = new Set<Expr['kind']>(['literal', 'name', 'member', 'index', 'call', 'cast']);

function plusOne(source: SourceText, offset: Expr): Repair | undefined {
  if (offset.kind === 'literal' && typeof offset.value !== 'number') return undefined;
  const { start, end } = offset.span;
  const simple = bare.has(offset.kind) || (offset.kind === 'binary' && /^[-+*/%]$/.test(offset.op));
  const edits = simple ? [edit(source, end, end, ' + 1')]
    : [edit(source, start, start, '('), edit(source, end, end, ') + 1')];
  return { edits, title: 'commit the offset after this one' };
}
