@NullMarked
package dev.yinsong.cli.project;

import org.jspecify.annotations.NullMarked;
