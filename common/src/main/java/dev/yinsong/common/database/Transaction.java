package dev.yinsong.common.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction over JDBC, for threads of their own that may wait. */
public final class Transaction {

    private Transaction() {}

    /**
     * Does some work in one, which is committed when the work returns, and rolled back when it throws.
     *
     * @return what the work returned
     */
    public static <T> T in(DataSource database, Work<T> work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
