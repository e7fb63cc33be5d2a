/** Ways that are followed side by side through one function; what people write has a tenth of it. */
export const MOST_WAYS = 500;
/** Ways that are taken through steps and out of calls for one question, of which most need some thousands; beyond, calls are out of view. */
export const MOST_STEPS = 150_000;
/** Steps inside one another that the stack is good for. */
export const DEEPEST = 500;
/** Functions that run one another, followed into one another. */
export const DEEPEST_CALLS = 120;
