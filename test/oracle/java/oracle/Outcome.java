package oracle;

import java.util.Map;

/** What a run left behind, and what callers of a sender heard. */
record Outcome(World world, Store store, Map<String, String> answers) { }
