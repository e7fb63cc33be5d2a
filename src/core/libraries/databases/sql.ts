const COMMENTS = String.raw`(?:\s|--.*\n|/\*(?:[^*]|\*(?!/))*\*/)*`;
const VERB = 'insert|update|delete|merge|replace|upsert';
/** Rows that are locked `FOR UPDATE` are only read. */
const UPDATE = String.raw`update(?<!\b(?:for|for\s+no\s+key|do|on)\s+update)`;
/** What a statement that begins with `WITH` says further down. */
const VERB_INSIDE = String.raw`insert(?=\s+into)|${UPDATE}|delete(?=\s+from)|merge(?=\s+into)|replace(?=\s+into)`;

/** Statements that change data, at the start of an SQL text; what they do is the first or the second group. */
export const SQL_WRITE = new RegExp(String.raw`^${COMMENTS}(?:with\b[\s\S]*?\b(${VERB_INSIDE})|(${VERB}))\b`, 'i');

/** Each table that an SQL text names, as the first group. */
export const SQL_TABLE = new RegExp(String.raw`\b(?:into|${UPDATE}|from|join|^\s*delete(?!\s+from\b))\s+(?:only\s+)?([^\s(),;]+)`, 'gi');

/** Statements that begin a transaction. */
export const SQL_BEGIN = /^\s*(?:begin|start\s+transaction)\b/i;
/** Statements that commit one. */
export const SQL_COMMIT = /^\s*(?:commit|end)\b/i;

/** Methods that run a function inside a transaction, whatever they belong to. */
export const TRANSACTS = /^(\$transaction|transaction|withTransaction|transactional)$/;

/** Methods of connections and sessions that begin a transaction. */
export const BEGINS = /^(begin|beginTransaction|startTransaction|setAutoCommit)$/;
/** Methods of them that commit one. */
export const COMMITS = /^(commit|commitTransaction)$/;
