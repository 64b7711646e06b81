#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# hadoop.sh INPUT OUTPUT: repair text of one document a line with Hadoop streaming. INPUT and
# OUTPUT are paths of HDFS; the program is sent to the nodes, which need its libraries (libuchardet,
# libutf8proc). HADOOP is the command, STREAMING_JAR the library of streaming.
set -eu
input=$1 output=$2
qingwen=${QINGWEN:-$(command -v qingwen)}
jar=${STREAMING_JAR:-$(ls "$HADOOP_HOME"/share/hadoop/tools/lib/hadoop-streaming-*.jar)}
# Without reducers nothing is sorted. Streaming takes what stands before the first separator of a
# line for a key and writes both with another separator between them: with a line feed, which no
# line has, and nothing in its place the lines come out as they are.
newline='
'
"${HADOOP:-hadoop}" jar "$jar" \
	-D mapreduce.job.name=qingwen \
	-D mapreduce.job.reduces=0 \
	-D stream.map.output.field.separator="$newline" \
	-D mapreduce.output.textoutputformat.separator= \
	-files "$qingwen" \
	-input "$input" -output "$output" \
	-mapper './qingwen repair --quiet --unit=line'
