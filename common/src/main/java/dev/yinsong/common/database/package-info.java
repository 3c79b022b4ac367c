/** What threads that use a database without Hibernate have in common. */
@NullMarked
package dev.yinsong.common.database;

import org.jspecify.annotations.NullMarked;
