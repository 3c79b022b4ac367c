/** Who may do what with a service, how often, and the record of it. */
@NullMarked
package dev.yinsong.access;

import org.jspecify.annotations.NullMarked;
