import '../test/register.cjs';

/** `npm run lab [-- RULE …]`: the losses that the rules speak of, made to happen on a real Kafka. */
export { main } from '../lab/main';
