/** What nano is made of: its sizes, its first weights under upstream's names, and the folder that it is shipped as. */
@NullMarked
package dev.yinsong.nano.model;

import org.jspecify.annotations.NullMarked;
