import { spanOf } from './context';
import type { TypeRef } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** A type annotation as a reference; `undefined` for types that name nothing, such as conditional ones. */
export function typeRef(node: Node | null | undefined): TypeRef | undefined {
  if (!node) return undefined;
  const named = (name: string, args: (Node | null | undefined)[] = []): TypeRef => ({ name, args: refs(args), span: spanOf(node) });
  switch (node.type) {
    case 'TSTypeAnnotation': return typeRef(node.typeAnnotation);
    case 'TSTypeReference': return named(entityName(node.typeName), node.typeArguments?.params);
    case 'TSClassImplements': case 'TSInterfaceHeritage': return named(entityName(node.expression), node.typeArguments?.params);
    case 'TSImportType': return node.qualifier ? named(entityName(node.qualifier), node.typeArguments?.params) : undefined;
    case 'TSTypeQuery': return named(`typeof ${entityName(node.exprName)}`);
    case 'TSArrayType': return named('Array', [node.elementType]);
    case 'TSTupleType': return named('Array', node.elementTypes);
    case 'TSNamedTupleMember': return typeRef(node.elementType);
    case 'TSOptionalType': case 'TSRestType': case 'TSTypeOperator': return typeRef(node.typeAnnotation);
    case 'TSUnionType': return typeRef(node.types.find((type) => !isNothing(type)) ?? node.types[0]);
    case 'TSIntersectionType': return typeRef(node.types[0]);
    case 'TSTypePredicate': return named('boolean');
    case 'TSFunctionType': return named('Function', [node.returnType]);
    case 'TSTypeLiteral': return named('object');
    case 'TSLiteralType': return named(node.literal.type === 'Literal' ? typeof node.literal.value : 'string');
    case 'TSThisType': return named('this');
    default: {
      const keyword = /^TS(\w+)Keyword$/.exec(node.type);
      return keyword ? named(keyword[1].toLowerCase()) : undefined;
    }
  }
}

/** All references of a list; those that name nothing stand as `unknown`, so that positions hold. */
export function refs(nodes: (Node | null | undefined)[]): TypeRef[] {
  return nodes.flatMap((node) => node ? [typeRef(node) ?? { name: 'unknown', args: [], span: spanOf(node) }] : []);
}

/** `a.b.c` of a chain of names, in a type or a value; empty when it is none. */
export function entityName(node: Node | null | undefined): string {
  switch (node?.type) {
    case 'Identifier': case 'JSXIdentifier': return node.name;
    case 'ThisExpression': return 'this';
    case 'TSQualifiedName': return `${entityName(node.left)}.${entityName(node.right)}`;
    case 'MemberExpression': {
      const object = entityName(node.object), name = node.computed ? '' : entityName(node.property);
      return object && name ? `${object}.${name}` : '';
    }
    case 'TSInstantiationExpression': return entityName(node.expression);
    default: return '';
  }
}

/** The type of a property of a type that is written out in place. */
export function memberType(annotation: TSESTree.TSTypeAnnotation | undefined, route: string): TypeRef | undefined {
  return typeRef(route.split('.').reduce(propertyType, annotation?.typeAnnotation));
}

function propertyType(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'TSTypeLiteral') return undefined;
  for (const member of node.members) {
    if (member.type === 'TSPropertySignature' && member.key.type === 'Identifier' && member.key.name === name) {
      return member.typeAnnotation?.typeAnnotation;
    }
  }
  return undefined;
}

function isNothing(node: Node): boolean {
  return node.type === 'TSNullKeyword' || node.type === 'TSUndefinedKeyword' || node.type === 'TSVoidKeyword'
    || (node.type === 'TSLiteralType' && node.literal.type === 'Literal' && node.literal.value === null);
}
