/** Ways that are followed side by side through one function; what people write has a tenth of it. */
export const MOST_WAYS = 500;
/** Steps inside one another that the stack is good for. */
export const DEEPEST = 500;
/** Functions that run one another, followed into one another. */
export const DEEPEST_CALLS = 120;
