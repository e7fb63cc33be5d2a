package oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements of the few forms that the programs use; each counts at once. */
public final class Database {
    private static final Pattern INSERT = Pattern.compile("INSERT INTO (\\w+) \\(id\\) VALUES \\(\\?\\)");
    private static final Pattern MARK = Pattern.compile("(?:UPDATE (\\w+) SET sent = true|DELETE FROM (\\w+)) WHERE id = \\?");
    private static final Pattern SELECT = Pattern.compile("SELECT id FROM (\\w+)(?: WHERE (?:sent = false|id = \\?))?(?: ORDER BY id)?");

    private Database() { }

    public static int update(String sql, Object... values) {
        World world = World.current;
        List<String> ids = World.idsIn(values);
        Matcher insert = INSERT.matcher(sql), mark = MARK.matcher(sql);
        if (insert.matches()) {
            String table = insert.group(1), kept = Store.KEEPS.matcher(table).find() ? "keep" : "write";
            String role = Store.MARKS.matcher(table).find() ? "mark" : kept;
            return world.call(role, "INSERT of " + table, ids, () -> {
                world.change(() -> {
                    world.store.rows(table).add(new HashMap<>(Map.of("id", values[0])));
                    world.store.did("row in " + table, ids);
                });
                return 1;
            });
        }
        if (!mark.matches()) throw new UnsupportedOperationException(sql);
        boolean updates = mark.group(1) != null;
        String table = updates ? mark.group(1) : mark.group(2);
        return world.call("mark", (updates ? "UPDATE of " : "DELETE of ") + table, ids, () -> {
            List<Map<String, Object>> rows = world.store.rows(table);
            if (updates) rows.stream().filter(row -> row.get("id").equals(values[0])).forEach(row -> row.put("sent", true));
            else rows.removeIf(row -> row.get("id").equals(values[0]));
            return 1;
        });
    }

    public static List<?> query(String sql, Object... values) {
        World world = World.current;
        Matcher select = SELECT.matcher(sql);
        if (!select.matches()) throw new UnsupportedOperationException(sql);
        return world.call("read", "SELECT of " + select.group(1), World.idsIn(values), () -> {
            List<Object> found = new ArrayList<>();
            for (Map<String, Object> row : world.store.rows(select.group(1))) {
                if (Boolean.TRUE.equals(row.get("sent")) || (values.length > 0 && !values[0].equals(row.get("id")))) continue;
                found.add(row.get("id"));
            }
            return found;
        });
    }
}
