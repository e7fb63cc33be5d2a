package oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What outlives a process: topics, the committed offset, tables, and what was done for messages. */
final class Store {
    static final Pattern KEEPS = Pattern.compile("dead|failed|retry|outbox|parked");
    static final Pattern MARKS = Pattern.compile("handled|processed|audit");
    final Map<String, List<String>> topics = new HashMap<>();
    final Map<String, List<Map<String, Object>>> tables = new HashMap<>();
    final Map<String, Map<String, Integer>> effects = new LinkedHashMap<>();
    /** What waits in retry topics, and how much of it was read. */
    final List<Retry> retries = new ArrayList<>();
    int retried;
    long committed;
    long position;

    record Retry(String value, int times) { }

    void did(String what, List<String> ids) {
        for (String id : ids) effects.computeIfAbsent(what, any -> new HashMap<>()).merge(id, 1, Integer::sum);
    }

    void append(String topic, String value) {
        topics.computeIfAbsent(topic, any -> new ArrayList<>()).add(value);
    }

    boolean has(String what, String id) {
        return effects.getOrDefault(what, Map.of()).containsKey(id);
    }

    List<Map<String, Object>> rows(String table) {
        return tables.computeIfAbsent(table, any -> new ArrayList<>());
    }

    boolean keeps(String id) {
        for (Retry retry : retries.subList(retried, retries.size())) if (retry.value().contains(id)) return true;
        for (var topic : topics.entrySet()) {
            if (KEEPS.matcher(topic.getKey()).find() && topic.getValue().toString().contains(id)) return true;
        }
        for (var table : tables.entrySet()) {
            if (!KEEPS.matcher(table.getKey()).find()) continue;
            for (var row : table.getValue()) if (row.toString().contains(id) && !Boolean.TRUE.equals(row.get("sent"))) return true;
        }
        return false;
    }
}
