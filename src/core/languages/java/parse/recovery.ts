import type { Node } from './tree';

const heads: Record<string, string> = {
  class: 'class_declaration', interface: 'interface_declaration', enum: 'enum_declaration', record: 'record_declaration',
};

/**
 * The declarations of a file. Where a bracket is missing the parser gives up the class around it: its head is then put
 * together again with all that follows as its body.
 */
export function recovered(root: Node): Node[] {
  const flat = root.children.flatMap((child) => child.type === 'ERROR' ? child.children : [child]);
  const at = flat.findIndex((child, index) => child.type in heads && flat[index + 1]?.type === 'identifier');
  if (at < 0) return flat.filter((child) => child.named);
  const open = flat.findIndex((child, index) => index > at && child.type === '{');
  if (open < 0) return flat.filter((child) => child.named);
  const first = at > 0 && flat[at - 1].type === 'modifiers' ? at - 1 : at;
  const before = flat.slice(0, first).filter((child) => child.named);
  return [...before, classOf(flat.slice(first, open), heads[flat[at].type], flat.slice(open), root.end)];
}

function classOf(head: Node[], type: string, rest: Node[], end: number): Node {
  const body: Node = { type: 'class_body', named: true, field: 'body', start: rest[0].start, end, children: rest };
  const named = head.find((child) => child.type === 'identifier')!;
  const children = head.map((child) => child === named ? { ...child, field: 'name' } : child);
  return { type, named: true, field: null, start: head[0].start, end, children: [...children, body] };
}
