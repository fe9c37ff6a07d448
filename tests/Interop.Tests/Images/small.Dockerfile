# Every key that an image config has.
FROM scratch
ADD busybox.tar /
SHELL ["/bin/sh", "-e", "-c"]
RUN echo root:x:0:0:root:/:/bin/sh > /etc/passwd && echo user:x:1000:1000:user:/home/user:/bin/sh >> /etc/passwd && mkdir -p /home/user /data && echo one > /data/file
RUN rm /data/file && echo two > /data/other && ln /data/other /data/linked
RUN chown -R 1000:1000 /home/user && echo three > /data/other.new && mv /data/other.new /data/other
ENV GREETING="hello  world" PATH=/bin:/sbin EMPTY=
LABEL org.example.title="small" org.example.quote="it's \"quoted\" <&>"
EXPOSE 8080/tcp 53/udp
VOLUME ["/data"]
HEALTHCHECK --interval=30s --timeout=3s --retries=2 CMD ["/bin/true"]
STOPSIGNAL SIGUSR1
ONBUILD RUN echo built on small
USER user
WORKDIR /home/user
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["env | sort; id; pwd; ls -ln /data"]
