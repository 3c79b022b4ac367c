/** What a person sees: lines, live progress, tables and small charts. */
@NullMarked
package dev.yinsong.cli.terminal;

import org.jspecify.annotations.NullMarked;
