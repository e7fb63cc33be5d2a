package oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How messages ended in a run, against the run without a fault: those that ended badly, a line each. */
final class Ends {
    private static final Predicate<String> MESSAGE = what -> what.startsWith("message"), ROW = what -> what.startsWith("row");
    private final String kind;
    private final Outcome good;
    private final List<String> lines;

    Ends(String kind, Outcome good, List<String> lines) {
        this.kind = kind;
        this.good = good;
        this.lines = lines;
    }

    void tell(Outcome outcome, List<World.Fault> faults, String words) {
        if (outcome.world().endless) return;
        Map<String, List<String>> ends = new LinkedHashMap<>();
        for (String id : kind.equals("sender") ? Main.IDS.subList(0, 2) : Main.IDS) {
            for (String end : endsOf(outcome, id)) ends.computeIfAbsent(end, any -> new ArrayList<>()).add(id);
        }
        World.Fault last = faults.isEmpty() ? new World.Fault("stop", 0, false) : faults.get(faults.size() - 1);
        boolean stops = last.kind().equals("stop") || last.kind().equals("hang");
        List<World.Call> calls = outcome.world().calls;
        String role = last.kind().equals("stop") || last.at() >= calls.size() ? "stop" : calls.get(last.at()).role();
        String also = String.join(",", ends.keySet()), by = stops ? "stop" : "fail", second = String.valueOf(faults.size() > 1);
        ends.forEach((end, ids) -> lines.add(String.join("\t", "story", end, by, role, String.join(",", ids), also, second, words)));
    }

    private List<String> endsOf(Outcome outcome, String id) {
        Store store = outcome.store();
        if (store.keeps(id)) return List.of();
        List<String> wanted = new ArrayList<>();
        for (String what : good.store().effects.keySet()) {
            if (good.store().has(what, id) && !Store.KEEPS.matcher(what).find()) wanted.add(what);
        }
        if (!kind.equals("consumer") && !wanted.contains("message in orders")) wanted.add("message in orders");
        List<String> missing = wanted.stream().filter(what -> !store.has(what, id)).toList();
        if (missing.isEmpty()) return List.of();
        if (kind.equals("relay")) return List.of("lost-row");
        boolean message = missing.stream().noneMatch(MESSAGE), row = missing.stream().noneMatch(ROW);
        List<String> ends = new ArrayList<>();
        if (kind.equals("consumer")) {
            long offset = Main.IDS.indexOf(id);
            if (store.committed <= offset) return store.position > offset ? List.of("passed") : List.of();
            ends.add("lost");
        } else if (!message && isWell(outcome.answers().get(id))) ends.add("lost-send");
        if (wanted.stream().noneMatch(MESSAGE) || wanted.stream().noneMatch(ROW)) return ends;
        if (row && !message) ends.add("half");
        if (message && !row) ends.add("phantom");
        return ends;
    }

    /** The caller was told that all is well. */
    private static boolean isWell(String answer) {
        return answer != null && answer.startsWith("well") && !answer.equals("well false");
    }
}
