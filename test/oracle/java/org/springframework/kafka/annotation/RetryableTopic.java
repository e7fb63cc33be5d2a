package org.springframework.kafka.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A mark that the stand-in for the container reads. */
@Retention(RetentionPolicy.RUNTIME)
public @interface RetryableTopic { }
