package org.springframework.jdbc.core;

import java.util.List;
import oracle.Database;

/** As much of Spring's `JdbcTemplate` as the programs use. */
public class JdbcTemplate {
    public int update(String sql, Object... values) { return Database.update(sql, values); }

    @SuppressWarnings("unchecked")
    public <T> List<T> queryForList(String sql, Class<T> type, Object... values) { return (List<T>) Database.query(sql, values); }
}
